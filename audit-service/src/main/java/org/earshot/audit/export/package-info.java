/** The whole log in one file, for the verifier. */
@NullMarked
package org.earshot.audit.export;

import org.jspecify.annotations.NullMarked;
