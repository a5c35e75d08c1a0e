const stillness = "(prefers-reduced-motion: reduce)";

/** How the view gets to another place: so that the eye can follow, or at once for who asks for less motion. */
export function gliding(): { readonly duration: number } {
  return { duration: matchMedia(stillness).matches ? 0 : 220 };
}
