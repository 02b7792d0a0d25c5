/**
 * Bytes to text: what a document says, where on its pages, and how far that can be relied on. Knows
 * neither Quarkus nor a database. Whatever cannot be read is told by a code and never thrown: the
 * message goes to a person with its bytes.
 */
@NullMarked
package org.earshot.ingest.extraction;

import org.jspecify.annotations.NullMarked;
