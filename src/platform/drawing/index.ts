export {
  area,
  type Drawing,
  ellipse,
  line,
  polygon,
  rectangle,
  roundedRectangle,
  type Shape,
} from './drawing.ts';
export { type DrawingFormat, encodeDrawing } from './encode.ts';
export { createFonts, type Fonts } from './fonts.ts';
export { type Outline, outlineText } from './outline.ts';
