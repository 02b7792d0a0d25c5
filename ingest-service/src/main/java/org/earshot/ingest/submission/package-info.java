/** How a message comes in, and how its submitter learns what became of it. */
@NullMarked
package org.earshot.ingest.submission;

import org.jspecify.annotations.NullMarked;
