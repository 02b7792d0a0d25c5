package org.earshot.problems;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that is wrong with a request.
 *
 * @param field its place, as in {@code correspondent.name}
 * @param message what it must be; names the limit that was broken, never the value
 */
@RegisterForReflection
public record Violation(String field, String message) {}
