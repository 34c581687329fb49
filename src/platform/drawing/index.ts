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
export { type DrawingFormat, drawingFormats, encodeDrawing } from './encode.ts';
