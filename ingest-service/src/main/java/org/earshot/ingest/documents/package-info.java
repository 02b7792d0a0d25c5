/** What becomes of the documents of a message after it has been acknowledged: they are read. */
@NullMarked
package org.earshot.ingest.documents;

import org.jspecify.annotations.NullMarked;
