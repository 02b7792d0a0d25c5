package org.earshot.routing.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;

/**
 * Counts the messages of a day and digests their ids. The same count and the same digest in
 * ingest-service mean that every message accepted there has its place here.
 */
@ApplicationScoped
class Reconciliation {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int ROWS_AT_A_TIME = 1000;

    private final EntityManager database;

    Reconciliation(EntityManager database) {
        this.database = database;
    }

    Day of(LocalDate day) {
        var counts =
                (Object[])
                        database.createNativeQuery(
                                        """
                                        select count(*), count(queued_at), count(decided_at),
                                            count(*) filter (where decided_at is null and assessed_at is null),
                                            (select count(*) from work_item where accepted_at is null)
                                        from work_item where accepted_at >= :from and accepted_at < :to
                                        """,
                                        Object[].class)
                                .setParameter("from", day.atStartOfDay(LONDON).toInstant())
                                .setParameter(
                                        "to", day.plusDays(1).atStartOfDay(LONDON).toInstant())
                                .getSingleResult();
        long queued = ((Number) counts[1]).longValue();
        long decided = ((Number) counts[2]).longValue();
        return new Day(
                day,
                ((Number) counts[0]).longValue(),
                queued,
                ((Number) counts[3]).longValue(),
                queued - decided,
                decided,
                ((Number) counts[4]).longValue(),
                idsDigest(day));
    }

    private String idsDigest(LocalDate day) {
        var digest = sha256();
        // PostgreSQL orders UUIDs by their bytes, which is the order of their lower-case strings.
        try (var ids =
                database.createNativeQuery(
                                """
                                select cast(message_id as text) from work_item
                                where accepted_at >= :from and accepted_at < :to order by message_id
                                """,
                                String.class)
                        .setParameter("from", day.atStartOfDay(LONDON).toInstant())
                        .setParameter("to", day.plusDays(1).atStartOfDay(LONDON).toInstant())
                        .setHint("org.hibernate.fetchSize", ROWS_AT_A_TIME)
                        .getResultStream()) {
            ids.forEach(id -> digest.update((id + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A day's counts.
     *
     * @param received receipts that arrived here
     * @param queued of those, the ones with a place in the pile
     * @param awaiting of the open ones, those not assessed yet
     * @param open queued and not decided
     * @param withoutReceipt items of any day whose receipt has not arrived; they count on their day
     *     once it has
     * @param idsDigest hexadecimal SHA-256 over the ids received, sorted, a line each
     */
    record Day(
            LocalDate day,
            long received,
            long queued,
            long awaiting,
            long open,
            long decided,
            long withoutReceipt,
            String idsDigest) {}
}
