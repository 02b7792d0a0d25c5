package org.earshot.classifier.assessment;

import org.jspecify.annotations.Nullable;

/**
 * Who assesses at each stage of the service.
 *
 * @param rules the rules alone: the floor
 * @param withModel the same rules and the model; null where the model is off
 */
public record Assessors(Assessor rules, @Nullable Assessor withModel) {}
