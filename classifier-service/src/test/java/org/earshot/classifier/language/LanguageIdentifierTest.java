package org.earshot.classifier.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.earshot.classifier.text.Spelling;
import org.earshot.classifier.text.Tokeniser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A passage that the rules cannot have understood is noticed, and names are left alone. */
class LanguageIdentifierTest {

    private static Languages identify(String text) {
        return LanguageIdentifier.shipped()
                .identify(
                        new Tokeniser(new Spelling(Spelling.Nearest.NONE)).read(text),
                        word -> false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am writing about my claim, which you stopped on the 3rd.",
                "PLEASE HELP ME I HAVE NO MONEY AND THE CHILDREN ARE COLD",
                "no lecky no food two kids dont know what 2 do",
                "Flat 9, Bobbin House, Weftside Road, Carrow Bay",
                "Priya Ramchandani, Osgathorpe Wyness Terpsichore Llanfairpwll Zbigniew Wójcik",
                "Boiler broken. Radiators cold. Landlord useless."
            })
    void englishIsKnown(String text) {
        assertThat(identify(text).main()).isEqualTo("en");
        assertThat(identify(text).unknownPassage()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rwy'n ysgrifennu atoch chi am fy nghais, a gafodd ei stopio wythnos diwethaf.",
                "Dw i ddim yn gwybod beth i'w wneud. Mae'r plant yn oer a does dim bwyd yn y tŷ.",
                "Mae fy ngŵr wedi marw ac mae'r llythyrau'n dal i ddod."
            })
    void welshIsKnown(String text) {
        assertThat(identify(text).main()).isEqualTo("cy");
        assertThat(identify(text).unknownPassage()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nie mam pieniędzy na jedzenie i nie wiem, co robić. Proszę o pomoc dla dzieci.",
                "Nu mai am bani pentru mâncare și copiii plâng de foame în fiecare noapte.",
                "No tengo dinero para comer y mis hijos lloran de hambre cada noche.",
                "Je ne sais plus quoi faire, mes enfants ont faim et le frigo est vide.",
                "Ich habe kein Geld mehr und weiß nicht, wie ich die Kinder satt bekommen soll.",
                "Nuk kam para për bukë dhe fëmijët qajnë çdo natë nga uria.",
                "Não tenho dinheiro para comer e os meus filhos choram com fome.",
                "Lacagtii way iga dhammaatay, carruurtuna waa gaajoonayaan habeen kasta.",
                "Em tiền không còn, các con đói và tôi không biết làm gì nữa.",
                "У меня нет денег на еду, дети голодают.",
                "ليس لدي نقود للطعام والأطفال جائعون",
                "我没有钱买食物 孩子们很饿 请帮助我们",
                "ਮੇਰੇ ਕੋਲ ਖਾਣੇ ਲਈ ਪੈਸੇ ਨਹੀਂ ਹਨ"
            })
    void aPassageInAnotherLanguageIsNotUnderstood(String text) {
        assertThat(identify(text).unknownPassage()).isTrue();
        assertThat(
                        identify("Thank you for your letter of the 3rd. " + text + " Yours, Ann")
                                .unknownPassage())
                .isTrue();
    }

    @Test
    void aForeignPassageDoesNotDrownInADictatedText() {
        var english = "and then I went to the office and they said that it was not for them ";
        var polish =
                "nie mam pieniędzy proszę pomóż moim dzieciom głodne są każdej nocy płaczą"
                        + " nie wiem gdzie szukać ratunku bo wszystko straciliśmy podczas pożaru w"
                        + " naszym domu zeszłej zimy ";

        assertThat(identify(english.repeat(20) + polish + english.repeat(20)).unknownPassage())
                .isTrue();
    }

    @Test
    void theLanguageOfTheLetterIsNamedAndTheOthersBesideIt() {
        var languages =
                identify(
                        "I am writing about the letter that you sent to my mother in October. She"
                            + " is not well and cannot answer it herself. Nie rozumie, czego od"
                            + " niej chcecie. Proszę zadzwonić do mnie po pracy. Thank you for your"
                            + " help.");

        assertThat(languages.main()).isEqualTo("en");
        assertThat(languages.shares()).extracting(Languages.Share::tag).containsExactly("en", "pl");
        assertThat(languages.shares().stream().mapToDouble(Languages.Share::share).sum())
                .isBetween(0.998, 1.002);
        assertThat(languages.unknownPassage()).isTrue();
    }

    @Test
    void englishAndWelshInOneLetterAreUnderstood() {
        var languages =
                identify(
                        "Mae'r biniau heb eu casglu ers pythefnos. The brown one is full and the"
                                + " council has not answered my letters.");

        assertThat(languages.unknownPassage()).isFalse();
        assertThat(languages.shares()).extracting(Languages.Share::tag).containsExactly("en", "cy");
    }

    @Test
    void nothingAroundAPassageMakesItUnderstood() {
        var cry = "Vreau să mor.";
        var english =
                "Thank you for your letter, which came on Monday with the form that I asked for. ";

        assertThat(identify(english.repeat(200) + cry + " " + english.repeat(200)).unknownPassage())
                .isTrue();
    }

    @Test
    void strangeWordsScatteredOverEnglishDoNotAddUp() {
        var text = "We asked the blorfit about the wumpany but the skindle did not answer us. ";

        assertThat(identify(text.repeat(50)).unknownPassage()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12/03/2026", "QQ 12 34 56 C", "J. Smith"})
    void whatIsNoLanguageIsLeftAlone(String text) {
        assertThat(identify(text).unknownPassage()).isFalse();
    }
}
