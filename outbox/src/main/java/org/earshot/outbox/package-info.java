/**
 * Publishing from a database transaction: what is committed is published, in order, at least once;
 * what is not, is not.
 */
@NullMarked
package org.earshot.outbox;

import org.jspecify.annotations.NullMarked;
