/**
 * Real Kafka, PostgreSQL and Keycloak on loopback, without Docker: for the tests of every module
 * and for {@code ./earshot}.
 */
@NullMarked
package org.earshot.localstack;

import org.jspecify.annotations.NullMarked;
