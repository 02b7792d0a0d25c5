package org.earshot.transparency;

import org.jspecify.annotations.Nullable;

/**
 * One line of an export.
 *
 * @param opening what the commitment was made of; null once the event has been erased
 */
public record ExportEntry(long index, Hash commitment, @Nullable Opening opening) {}
