// What runs on every page, in this order. What goes wrong in one stops no other.

import "./loader.js";
import "./swaps.js";
import "./sending.js";
import "./gone_photos.js";
import "./lazy_photos.js";
import "./text_size.js";
import "./early.js";
import "./install.js";
