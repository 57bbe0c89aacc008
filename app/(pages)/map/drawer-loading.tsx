import { DrawerFrame } from "@/components/live-map/drawer-frame";
import { Placeholder } from "@/components/states/loading";

/** The drawer while its bike is asked for. */
export function DrawerLoading({ bikeId }: { bikeId: string }) {
  return (
    <DrawerFrame title={bikeId}>
      <Placeholder className="h-12" />
      <Placeholder className="h-20" />
      <Placeholder className="h-20" />
      <Placeholder className="h-20" />
    </DrawerFrame>
  );
}
