import type { SignedRider } from "./signed-rider";

type Plain<T> = { [K in keyof T as K extends symbol ? never : K]: T[K] };

/** The only maker of riders who signed; the arrows keep it inside lib/riders and tests. */
export const mintSignedRider = (rider: Plain<SignedRider>): SignedRider => rider as SignedRider;
