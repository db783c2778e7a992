// The fields of a report, or of an answer to a question about one, where they stand on one page.

import "../map/place.js";
import "../photos/photos.js";
import "../app/counter.js";
