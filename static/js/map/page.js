// The page of the issue map.

import "./map.js";
import "./beside.js";
