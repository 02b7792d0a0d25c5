package org.earshot.classifier.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static final UUID A = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID B = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final UUID C = UUID.fromString("00000000-0000-4000-8000-00000000000c");

    @Test
    void aWholeAnswerSaysOneThingOfEveryMessage() throws IOException {
        var handedOver = new HashMap<UUID, String>();

        var notRead =
                texts(
                                "{'texts':[{'id':'%s','text':'words','channel':'letter'}],'missing':['%s'],'failed':['%s'],'more':{}}"
                                        .formatted(A, B, C))
                        .each(List.of(A, B, C), handedOver::put);

        assertThat(handedOver).isEqualTo(Map.of(A, "words"));
        assertThat(notRead.missing()).containsExactly(B);
        assertThat(notRead.failed()).containsExactly(C);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'texts':[",
                "{'texts':[]}",
                "{'texts':[{'id':'A','text':'words'}]}",
                "{'texts':[{'id':'A','text':'words'}],'missing':[]}",
                "{'texts':[{'id':'A','text':'words'}],'failed':[]}",
                "{'missing':['A'],'failed':[]}",
                "{'texts':null,'missing':['A'],'failed':[]}",
                "{'texts':[],'missing':[],'failed':[]}",
                "{'texts':[],'missing':['A'],'failed':['A']}",
                "{'texts':[],'missing':['A','A'],'failed':[]}",
                "{'texts':[{'id':'A','text':'words'}],'missing':['A'],'failed':[]}",
                "{'texts':[{'id':'A','text':'words'}],'missing':['B'],'failed':[]}",
                "{'texts':[{'id':'A'}],'missing':[],'failed':[]}",
                "{'texts':[{'id':'A','text':null}],'missing':[],'failed':[]}",
                "{'texts':[{'id':null,'text':'words'}],'missing':['A'],'failed':[]}",
                "{'texts':[{'id':'A','text':'words'}],'missing':[],'failed':[]",
                "{'texts':[],'missing':['A'],'failed':[]}{}",
                "{'texts':[],'missing':['words'],'failed':['A']}"
            })
    void anAnswerThatIsNotWholeIsNoAnswer(String document) {
        var texts = texts(document.replace("'A'", "'" + A + "'").replace("'B'", "'" + B + "'"));

        assertThatThrownBy(() -> texts.each(List.of(A), (_, _) -> {}))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void asMuchAtOnceAsIngestWouldNotGiveIsRefusedAtTheStart(int textsAtOnce) {
        assertThatThrownBy(() -> new Texts(_ -> InputStream.nullInputStream(), textsAtOnce))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("earshot.classifier.texts-at-once is to be from 1 to 100");
    }

    private static Texts texts(String answer) {
        var bytes = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Texts(_ -> new ByteArrayInputStream(bytes), 100);
    }
}
