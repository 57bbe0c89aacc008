import { Facts } from "@/components/ui/facts";
import type { BikeRide } from "@/lib/telemetry/models";
import { detailsOf } from "./detail-words";

/** What a ride measures beside what its row tells, and how far two ways to measure the same agree. */
export const RideDetail = ({ ride }: { ride: BikeRide }) => (
  <section aria-label="What was measured on the ride" className="px-2 pt-1 sm:px-3">
    <Facts stacks facts={detailsOf(ride)} />
  </section>
);
