// The pictures that cost most memory of those that are accepted, one of each kind.
import { join } from 'node:path';
import sharp from 'sharp';

const translucent = (width, height) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 40, alpha: 0.5 } } });

/** Writes them to `directory`; gives their paths. */
export async function makeWorstPictures(directory) {
  const grain = await sharp({
    create: { width: 2040, height: 1530, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .png()
    .toBuffer();
  const photo = (width, height) => sharp(grain).resize(width, height);
  const pictures = {
    'plain-50mp.jpg': photo(8160, 6120).jpeg({ quality: 70, chromaSubsampling: '4:4:4' }),
    'progressive-50mp.jpg': photo(8160, 6120).jpeg({ quality: 70, progressive: true }),
    'progressive-444-35mp.jpg': photo(6800, 5100).jpeg({ quality: 75, chromaSubsampling: '4:4:4', progressive: true }),
    'progressive-cmyk-25mp.jpg': photo(5800, 4350).toColourspace('cmyk').jpeg({ quality: 25, progressive: true }),
    'rgba16-50mp.png': translucent(8160, 6120).toColourspace('rgb16').png({ compressionLevel: 1 }),
    'rgba16-wide-50mp.png': translucent(16_384, 3040).toColourspace('rgb16').png({ compressionLevel: 1 }),
    'interlaced-20mp.png': translucent(5120, 3840)
      .toColourspace('rgb16')
      .png({ compressionLevel: 1, progressive: true }),
    'canvas-46mp.gif': translucent(7800, 5850).gif(),
    'lossless-50mp.webp': photo(8160, 6120).blur(16).modulate({ saturation: 0.2 }).webp({ lossless: true, effort: 0 }),
    'photo-13mp.avif': photo(4080, 3072).avif({ quality: 60, effort: 0 }),
    'deep-9mp.avif': photo(3456, 2592).avif({ quality: 60, effort: 0, bitdepth: 10 }),
  };
  const paths = [];
  for (const [name, picture] of Object.entries(pictures)) {
    paths.push(join(directory, name));
    await picture.toFile(paths.at(-1));
  }
  return paths;
}
