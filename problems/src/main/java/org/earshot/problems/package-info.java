/**
 * How a service refuses: RFC 9457 problem documents with stable names and words of ours, whoever
 * found what is wrong.
 */
@NullMarked
package org.earshot.problems;

import org.jspecify.annotations.NullMarked;
