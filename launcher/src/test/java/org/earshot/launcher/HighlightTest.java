package org.earshot.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class HighlightTest {

    @Test
    void offsetsCountCodePointsSoAnEmojiIsOne() throws Exception {
        assertThat(highlighted("😢😢 cannot go on", "[{\"start\":3,\"end\":9}]"))
                .isEqualTo("😢😢 <cannot> go on");
    }

    @Test
    void passagesThatOverlapAreOne() throws Exception {
        assertThat(highlighted("abcdef", "[{\"start\":1,\"end\":3},{\"start\":2,\"end\":5}]"))
                .isEqualTo("a<bcde>f");
    }

    @Test
    void aPassageMayEndTheText() throws Exception {
        assertThat(highlighted("abc", "[{\"start\":0,\"end\":1},{\"start\":2,\"end\":3}]"))
                .isEqualTo("<a>b<c>");
    }

    @Test
    void aPassageOutsideTheTextMarksNothing() throws Exception {
        assertThat(highlighted("abc", "[{\"start\":7,\"end\":9}]")).isEqualTo("abc");
    }

    @Test
    void aTextWithoutPassagesStaysAsItIs() throws Exception {
        assertThat(highlighted("abc", "[]")).isEqualTo("abc");
    }

    private static String highlighted(String text, String passages) throws JsonProcessingException {
        return Highlight.of(text, Json.parse(passages), words -> "<" + words + ">");
    }
}
