@NullMarked
package org.earshot.ingest.submission;

import org.jspecify.annotations.NullMarked;
