package org.earshot.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
    private static final Vkey VKEY = ALog.KEY.vkey();

    @Test
    void everyEventOfALogIsProved() throws UnverifiedException {
        var log = ALog.of(11);

        for (int i = 0; i < log.size(); i++) {
            var proof = TlogProof.parse(log.proof(i).text());
            assertThat(proof.index()).isEqualTo(i);
            assertThat(proof.verify(ALog.event(i), VKEY).size()).isEqualTo(11);
        }
    }

    @Test
    void theTextIsThatOfTheSpecification() {
        var log = ALog.of(2);

        assertThat(log.proof(1).text())
                .isEqualTo(
                        "c2sp.org/tlog-proof@v1\n"
                                + "extra AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
                                + "index 1\n"
                                + Opening.leafHash(log.opening(0).commitment()).base64()
                                + "\n\n"
                                + log.checkpoint().note());
    }

    @Test
    void theOnlyEventOfALogNeedsNoPath() throws UnverifiedException {
        var proof = TlogProof.parse(ALog.of(1).proof(0).text());

        assertThat(proof.verify(ALog.event(0), VKEY).size()).isEqualTo(1);
    }

    @Test
    void anotherEventIsNotProved() {
        var proof = ALog.of(11).proof(4);

        assertThatThrownBy(() -> proof.verify(ALog.event(5), VKEY))
                .isInstanceOf(UnverifiedException.class)
                .hasMessage("this event is not entry 4 of that log");
    }

    @Test
    void noBitOfAProofCanBeChanged() {
        byte[] text = ALog.of(6).proof(4).text().getBytes(StandardCharsets.UTF_8);

        for (int bit = 0; bit < text.length * 8; bit++) {
            byte[] changed = text.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(verifies(changed)).as("bit %s", bit).isFalse();
        }
    }

    private static boolean verifies(byte[] proof) {
        try {
            TlogProof.parse(StrictText.utf8(proof)).verify(ALog.event(4), VKEY);
            return true;
        } catch (MalformedException | UnverifiedException e) {
            return false;
        }
    }

    @Test
    void aProofWithoutASaltIsRefused() {
        var text = ALog.of(6).proof(4).text().replaceFirst("extra .*\n", "");

        assertThatThrownBy(() -> TlogProof.parse(text).verify(ALog.event(4), VKEY))
                .isInstanceOf(UnverifiedException.class)
                .hasMessage("the proof does not carry the salt of the entry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n",
                "c2sp.org/tlog-proof@v1\n\nx\n",
                "c2sp.org/tlog-proof@v1\nindex 00\n\nx\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx\n",
                "c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\nx\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\nx\n",
            })
    void whatIsNotAProofIsRefused(String text) {
        assertThatThrownBy(() -> TlogProof.parse(text)).isInstanceOf(MalformedException.class);
    }
}
