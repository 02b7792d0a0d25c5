package org.earshot.ingest.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** HKDF-SHA-256 (RFC 5869): its expand step alone, because every key here is uniformly random. */
final class Hkdf {

    private Hkdf() {}

    static byte[] expand(byte[] key, String purpose, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.expandOnly(
                                    new SecretKeySpec(key, "HKDF"),
                                    purpose.getBytes(StandardCharsets.US_ASCII),
                                    length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has HKDF-SHA256", e);
        }
    }
}
