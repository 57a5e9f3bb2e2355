/** PNG is painted at three pixels per CSS pixel unless a study says otherwise, in dots per inch. */
export const DEFAULT_RESOLUTION = 288;

export const CSS_PIXELS_PER_INCH = 96;
