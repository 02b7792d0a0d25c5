package org.earshot.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.earshot.launcher.Sender.Outgoing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailbagTest {

    private static final String LETTER =
            """
            {"id":"M1","channel":"portal","body":"Hello","labels":{"band":"S"},\
            "correspondent":{"name":"A","age":7}}\
            """;

    @TempDir Path folder;

    @Test
    void whatThePortalApiDoesNotTakeStaysBehind() throws Exception {
        var message = message(read(file("bag.jsonl", LETTER)).getFirst());

        assertThat(message.body())
                .isEqualTo(
                        Json.parse(
                                """
                                {"channel":"portal","body":"Hello","correspondent":{"name":"A"}}\
                                """));
        assertThat(message.origin())
                .isEqualTo(
                        Json.parse(
                                """
                                {"file":"bag.jsonl","line":1,"sourceId":"M1"}\
                                """));
    }

    @Test
    void aTextFileIsOneLetter() throws Exception {
        var message = message(read(file("letter.txt", "Dear Sir\n\nGoodbye")).getFirst());

        assertThat(message.body())
                .isEqualTo(
                        Json.parse(
                                """
                                {"channel":"letter","body":"Dear Sir\\n\\nGoodbye"}\
                                """));
    }

    @Test
    void aLineThatIsNoMessageIsSaidToBeNoneAndTheRestIsRead() throws Exception {
        var read = read(file("bag.jsonl", "{oops\n\n[1]\n" + LETTER));

        assertThat(read.get(0))
                .isEqualTo(
                        new Outgoing.Unreadable(
                                Json.object().put("file", "bag.jsonl").put("line", 1), "not JSON"));
        assertThat(read.get(1))
                .isEqualTo(
                        new Outgoing.Unreadable(
                                Json.object().put("file", "bag.jsonl").put("line", 3),
                                "not a JSON object"));
        assertThat(message(read.get(2)).origin().path("line").asInt()).isEqualTo(4);
    }

    @Test
    void theSameFileHasTheSameKeysAndAnotherOccasionHasOthers() throws Exception {
        var file = file("bag.jsonl", LETTER + "\n" + LETTER);

        assertThat(keys(Mailbag.sentOnce(), file)).isEqualTo(keys(Mailbag.sentOnce(), file));
        assertThat(keys(Mailbag.sentOnce(), file)).doesNotHaveDuplicates();
        assertThat(keys(Mailbag.sentOn("today"), file))
                .doesNotContainAnyElementsOf(keys(Mailbag.sentOnce(), file));
    }

    @Test
    void theSampleMailbagIsReadWhole() {
        var mailbag = Home.cloneAroundHere().resolve("letters/mailbag.jsonl");

        assertThat(read(mailbag))
                .hasSizeGreaterThanOrEqualTo(120)
                .allMatch(Outgoing.Message.class::isInstance);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<Outgoing> read(Path file) {
        try (var messages = Mailbag.sentOnce().of(file)) {
            return messages.toList();
        }
    }

    private static List<String> keys(Mailbag mailbag, Path file) {
        try (var messages = mailbag.of(file)) {
            return messages.map(message -> message(message).key()).toList();
        }
    }

    private static Outgoing.Message message(Outgoing outgoing) {
        assertThat(outgoing).isInstanceOf(Outgoing.Message.class);
        return (Outgoing.Message) outgoing;
    }
}
