package org.earshot.ingest.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that is wrong with a request.
 *
 * @param field its place, as in {@code correspondent.name}
 * @param message what it must be
 */
@RegisterForReflection
public record Violation(String field, String message) {}
