/**
 * Checkpoints: what is stored is hashed anew and, only if all of it agrees, signed and published.
 */
@NullMarked
package org.earshot.audit.signing;

import org.jspecify.annotations.NullMarked;
