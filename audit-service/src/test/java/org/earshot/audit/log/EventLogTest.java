package org.earshot.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.earshot.audit.AuditTest;
import org.earshot.events.EventCodec;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventLogTest extends AuditTest {
    @Inject EventLog log;

    @Test
    void manyAppendersAtOnceLogEachEventOnceWithoutAGap() throws Exception {
        var records = records(600);
        long before = entries();
        int appenders = 4;
        var start = new CyclicBarrier(appenders);
        var tasks = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < appenders; i++) {
            var shuffled = new ArrayList<>(records);
            Collections.shuffle(shuffled, new Random(i));
            tasks.add(() -> {
                start.await();
                int added = 0;
                for (int from = 0; from < shuffled.size(); from += 50) {
                    added += log.append(shuffled.subList(from, from + 50));
                }
                return added;
            });
        }

        int added = 0;
        try (var threads = Executors.newFixedThreadPool(appenders)) {
            for (var result : threads.invokeAll(tasks)) {
                added += result.get();
            }
        }

        assertThat(added).isEqualTo(600);
        assertThat(entries()).isEqualTo(before + 600);
        assertThat(number("select count(*) from leaf")).isEqualTo(entries());
        assertThat(number("select max(index) + 1 from leaf")).isEqualTo(entries());
        awaitAllSigned();
        assertThat(verifyExport().problems()).isEmpty();
    }

    @Test
    void anEventTwiceInOneBatchIsLoggedOnce() {
        var event = records(1).getFirst();

        assertThat(log.append(List.of(event, event))).isEqualTo(1);
        assertThat(log.append(List.of(event))).isZero();
    }

    @Test
    void thousandsOfEntriesFillTilesThatTheProofsUse() throws Exception {
        var records = records(3000);
        for (int from = 0; from < records.size(); from += 500) {
            log.append(records.subList(from, from + 500));
        }
        awaitAllSigned();

        assertThat(number("select count(*) from node where level = 1")).isEqualTo(entries() / 256);
        var random = new Random(7);
        for (int i = 0; i < 50; i++) {
            var bytes = records.get(random.nextInt(records.size())).value();
            var id = EventCodec.fromBytes(bytes).eventId();
            assertThat(awaitProof(id).verify(bytes, VKEY).size()).isGreaterThan(indexOf(id));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(int count) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int i = 0; i < count; i++) {
            records.add(
                    new ConsumerRecord<>(
                            "earshot.status", 0, i, new byte[0], EventCodec.toBytes(anEvent())));
        }
        return records;
    }
}
