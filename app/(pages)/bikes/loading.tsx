import { Loading } from "@/components/states/loading";

export default function BikesLoading() {
  return <Loading what="bikes" />;
}
