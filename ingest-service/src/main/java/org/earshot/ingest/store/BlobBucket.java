package org.earshot.ingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.earshot.ingest.IngestConfig;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Blobs as objects of a bucket, by the API of Amazon S3 that most object stores speak. An object is
 * there when the store says so, and whole: its seal would tell otherwise.
 */
final class BlobBucket implements BlobHome {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final S3Client s3;
    private final String bucket;

    BlobBucket(IngestConfig.Bucket config) {
        bucket = config.name().orElseThrow();
        var builder =
                S3Client.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(SILENCE))
                        .region(Region.of(config.region()))
                        .forcePathStyle(config.pathStyle())
                        // Stores other than Amazon's stumble over what is not required.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        config.endpoint().ifPresent(builder::endpointOverride);
        if (config.accessKeyId().isPresent()) {
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(
                                    config.accessKeyId().get(),
                                    config.secretAccessKey().orElseThrow())));
        } else {
            builder.credentialsProvider(DefaultCredentialsProvider.builder().build());
        }
        s3 = builder.build();
    }

    @Override
    public void take(UUID id, Path sealed) throws IOException {
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(id.toString()), RequestBody.fromFile(sealed));
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public InputStream open(UUID id) throws IOException {
        try {
            return s3.getObject(get -> get.bucket(bucket).key(id.toString()));
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(id.toString());
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public void delete(UUID id) throws IOException {
        try {
            s3.deleteObject(delete -> delete.bucket(bucket).key(id.toString()));
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public Map<UUID, Instant> list(int firstByte) throws IOException {
        var found = new HashMap<UUID, Instant>();
        try {
            s3.listObjectsV2Paginator(
                            list -> list.bucket(bucket).prefix("%02x".formatted(firstByte)))
                    .contents()
                    .forEach(object -> {
                        var id = BlobFiles.id(Path.of(object.key()));
                        if (id != null) {
                            found.put(id, object.lastModified());
                        }
                    });
        } catch (SdkException e) {
            throw failed(e);
        }
        return found;
    }

    @Override
    public void close() {
        s3.close();
    }

    /** Without its message: it may hold the request. */
    private static IOException failed(SdkException e) {
        return new IOException("the object store: " + e.getClass().getSimpleName());
    }
}
