import { AutoRefresh } from "@/components/live/auto-refresh";
import { DrawerFrame } from "@/components/live-map/drawer-frame";

/** In place of a bike that is not there, and in the same words of one that the viewer may not see. */
export function NoSuchBike({ bikeId, isKnown = true }: { bikeId: string; isKnown?: boolean }) {
  return (
    <DrawerFrame title={bikeId}>
      {isKnown ? null : <AutoRefresh probe="/api/live/bikes?q=-" everyMs={2_000} />}
      <p className="text-ink-2">
        {isKnown ? "None of the bikes that you may see has this id." : "The fleet is being loaded…"}
      </p>
    </DrawerFrame>
  );
}
