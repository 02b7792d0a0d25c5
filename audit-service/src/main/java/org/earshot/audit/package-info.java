/**
 * Audit service: every event of every service, as the bytes that were received, becomes a leaf of a
 * Merkle log with signed checkpoints. The tree, the notes and the verifier are transparency-log's;
 * here they meet PostgreSQL, Kafka and HTTP.
 */
@NullMarked
package org.earshot.audit;

import org.jspecify.annotations.NullMarked;
