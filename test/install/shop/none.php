<?php
// Nothing of a shop: for a file that needs none.
