/** Proofs of single events. */
@NullMarked
package org.earshot.audit.proof;

import org.jspecify.annotations.NullMarked;
