package org.earshot.routing.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The records that could not be read; {@link WorkItems#park} writes them. */
@ApplicationScoped
class ParkedRecords {

    private final EntityManager database;

    ParkedRecords(EntityManager database) {
        this.database = database;
    }

    @Transactional
    long count() {
        return ((Number)
                        database.createNativeQuery("select count(*) from parked_record", Long.class)
                                .getSingleResult())
                .longValue();
    }

    @Transactional
    @SuppressWarnings("unchecked") // the query names its result
    List<ParkedRecordResource.ParkedRecord> newest(int limit) {
        var rows =
                (List<Object[]>)
                        database.createNativeQuery(
                                        """
                                        select topic, kafka_partition, kafka_offset, message_id, reason, parked_at
                                        from parked_record order by parked_at desc, topic, kafka_partition, kafka_offset limit :limit
                                        """,
                                        Object[].class)
                                .setParameter("limit", limit)
                                .getResultList();
        return rows.stream()
                .map(row ->
                        new ParkedRecordResource.ParkedRecord(
                                (String) row[0],
                                ((Number) row[1]).intValue(),
                                ((Number) row[2]).longValue(),
                                (UUID) row[3],
                                (String) row[4],
                                (Instant) row[5]))
                .toList();
    }
}
