package org.earshot.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EncryptionTest {

    private static final UUID ID = UUID.fromString("5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63");
    private static final byte[] PLAIN = "what was written".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatIsSealedOpensWithItsKeyOnly() throws Exception {
        var key = MessageKey.random(ID);
        var sealed = key.seal(PLAIN);

        assertThat(key.open(sealed)).isEqualTo(PLAIN);
        assertThat(key.seal(PLAIN)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> MessageKey.random(ID).open(sealed))
                .isInstanceOf(CannotBeOpened.class);
    }

    @Test
    void anyChangedByteIsNoticed() {
        var key = MessageKey.random(ID);
        var sealed = key.seal(PLAIN);
        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> key.open(changed)).isInstanceOf(CannotBeOpened.class);
        }
        assertThatThrownBy(() -> key.open(new byte[0])).isInstanceOf(CannotBeOpened.class);
        assertThatThrownBy(() -> key.open(new byte[28])).isInstanceOf(CannotBeOpened.class);
    }

    @Test
    void aWrappedKeyOpensForItsMessageAndItsKeyEncryptionKeyOnly() throws Exception {
        var mine = keyEncryptionKey(1);
        var other = keyEncryptionKey(2);
        var key = MessageKey.random(ID);
        var wrapped = key.wrappedBy(mine);
        var sealed = key.seal(PLAIN);

        assertThat(new MessageKey(ID, mine.unwrap(ID, wrapped)).open(sealed)).isEqualTo(PLAIN);
        assertThatThrownBy(() -> mine.unwrap(UUID.randomUUID(), wrapped))
                .isInstanceOf(CannotBeOpened.class);
        assertThatThrownBy(() -> other.unwrap(ID, wrapped)).isInstanceOf(CannotBeOpened.class);
        assertThat(mine.id()).isNotEqualTo(other.id()).hasSize(16);
    }

    @Test
    void theDigestIsOfTheTextAndOfTheKey() {
        var key = MessageKey.random(ID);

        assertThat(key.digest("a")).hasSize(44).isEqualTo(key.digest("a"));
        assertThat(key.digest("b")).isNotEqualTo(key.digest("a"));
        assertThat(MessageKey.random(ID).digest("a")).isNotEqualTo(key.digest("a"));
    }

    @Test
    void aKeyEncryptionKeyOfAnotherLengthIsRefusedWithoutBeingShown() {
        for (var wrong : new String[] {"", "c2VjcmV0", "not base64!", "c2VjcmV0".repeat(11)}) {
            assertThatThrownBy(() -> KeyEncryptionKey.fromBase64(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .hasMessage("earshot.ingest.key-encryption-key is not 32 bytes in base64");
        }
    }

    /** RFC 5869, appendix A.3, its expand step. */
    @Test
    void keysAreDerivedAsTheStandardSays() {
        var pseudorandomKey =
                HexFormat.of()
                        .parseHex(
                                "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");

        assertThat(Hkdf.expand(pseudorandomKey, "", 42))
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                            + "9d201395faa4b61a96c8"));
    }

    @Test
    void nothingThatHoldsWordsOrKeysShowsThem() {
        var content =
                new Content("words", "words", new Content.Correspondent("words", "words", "words"));

        assertThat(content.toString()).doesNotContain("words");
        assertThat(String.valueOf(content.correspondent())).doesNotContain("words");
        assertThat(MessageKey.random(ID).toString()).isEqualTo("MessageKey of " + ID);
    }

    private static KeyEncryptionKey keyEncryptionKey(int number) {
        var bytes = new byte[32];
        bytes[0] = (byte) number;
        return KeyEncryptionKey.fromBase64(Base64.getEncoder().encodeToString(bytes));
    }
}
