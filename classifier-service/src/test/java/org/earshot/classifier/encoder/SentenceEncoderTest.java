package org.earshot.classifier.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SentenceEncoderTest {

    private static final SentenceEncoder ENCODER = SentenceEncoder.shipped();

    @AfterAll
    static void close() {
        ENCODER.close();
    }

    @Test
    void aVectorHasLengthOne() {
        float[] vector = vector("The bin was not emptied on Tuesday.");
        assertThat(vector).hasSize(SentenceEncoder.DIMENSIONS);
        assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void likeSentencesLieNearerThanUnlikeOnes() {
        float[] one = vector("I cannot go on any longer.");
        float[] like = vector("I can't carry on like this.");
        float[] unlike = vector("Please send me a parking permit.");
        assertThat(product(one, like)).isGreaterThan(product(one, unlike) + 0.2);
    }

    @Test
    void inCompanyASentenceHasTheVectorItHasAlone() {
        EmbeddingModel model = ENCODER;
        var together =
                model.embedAll(
                                List.of(
                                        TextSegment.from("Diolch."),
                                        TextSegment.from("I moved house in May."),
                                        TextSegment.from("x ".repeat(200))))
                        .content();
        assertThat(together.get(1).vector()).containsExactly(vector("I moved house in May."));
    }

    @Test
    void aPassageTooLongForTheModelIsRefusedAndNotCutOff() {
        assertThatThrownBy(() -> ENCODER.encode(new int[SentenceEncoder.MOST_PIECES + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("511 pieces");
    }

    @Test
    void noPiecesHaveAVectorToo() {
        assertThat(ENCODER.encode(new int[0])).hasSize(SentenceEncoder.DIMENSIONS);
    }

    @Test
    void boilerplateGivesTheSameVectorFromMemory() {
        var cache = new VectorCache(ENCODER);
        float[] first = cache.encode("Dear Sir or Madam,");
        for (int i = 0; i < VectorCache.OFTEN; i++) {
            assertThat(cache.encode("Dear Sir or Madam,")).containsExactly(first);
        }
        assertThat(cache.encode("Dear Sir or Madam,")).isSameAs(cache.encode("Dear Sir or Madam,"));
    }

    @Test
    void whatIsMetOnceOrTwiceIsNotKept() {
        var cache = new VectorCache(ENCODER);
        float[] first = cache.encode("My neighbour has been very kind to me.");
        assertThat(cache.encode("My neighbour has been very kind to me."))
                .isNotSameAs(first)
                .containsExactly(first);
    }

    private static float[] vector(String text) {
        return ENCODER.embed(text).content().vector();
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
