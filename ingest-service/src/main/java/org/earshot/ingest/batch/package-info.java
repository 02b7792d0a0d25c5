/** Many messages in one request: a stream of lines, answered line by line as it comes. */
@NullMarked
package org.earshot.ingest.batch;

import org.jspecify.annotations.NullMarked;
