/** How much longer things may take here: an emulated machine is slow. */
export const slowness = process.env["VETHLAB_LACKING"] === undefined ? 1 : 4;
