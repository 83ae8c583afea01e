package dev.vecgrad.plan;

import java.util.ArrayList;
import java.util.List;

/** The places that a kernel in the making reads, each once. */
final class PlaceList {
    private final List<Place> places = new ArrayList<>();

    /** {@return the number of a place, which joins the list if it is not in it} */
    int number(Place place) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).isSame(place)) {
                return i;
            }
        }
        places.add(place);
        return places.size() - 1;
    }

    /** {@return all of them by number} */
    List<Place> all() {
        return places;
    }
}
