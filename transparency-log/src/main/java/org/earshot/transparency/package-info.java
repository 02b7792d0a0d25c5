/**
 * A Merkle log anyone can check: the RFC 9162 tree, C2SP signed notes, checkpoints and proofs, and
 * the verifier command. It needs the JDK and nothing else, so that an outsider can read all of it.
 */
@NullMarked
package org.earshot.transparency;

import org.jspecify.annotations.NullMarked;
