package org.earshot.classifier.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublisherTest {

    @Test
    void whatTheFirstRecordWaitedForInVainTheOthersDoNotWaitForToo() {
        var producer = new ProducerWithoutBroker();
        var record = new ProducerRecord<>("topic", new byte[] {1}, new byte[] {2});

        assertThatThrownBy(() -> new Publisher(producer).send(List.of(record, record, record)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);

        assertThat(producer.history()).hasSize(1);
    }

    /** Kafka's own double, whose every record has failed by the time it is sent. */
    private static final class ProducerWithoutBroker extends MockProducer<byte[], byte[]> {

        ProducerWithoutBroker() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            var sent = super.send(record, callback);
            errorNext(new TimeoutException("no broker"));
            return sent;
        }
    }
}
