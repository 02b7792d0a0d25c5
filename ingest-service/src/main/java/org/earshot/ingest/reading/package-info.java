/**
 * Who is given the words of a message: the classifier's credential, and the person who holds it.
 */
@NullMarked
package org.earshot.ingest.reading;

import org.jspecify.annotations.NullMarked;
