// Made-up people's names, as they are written where they come from. Each is `native/latin`; the Latin half makes handles
// and addresses. They belong to nobody: given and family names were put together by hand and are combined by chance.

const culture = (language, timezone, places, given, family, { familyFirst = false, space = ' ' } = {}) => {
  const parse = (text) =>
    text.split(' ').map((entry) => {
      const [native, latin = native.toLowerCase()] = entry.split('/');
      return { native: native.replaceAll('_', ' '), latin };
    });
  return {
    language,
    timezone,
    places: places.split(', '),
    given: parse(given),
    family: parse(family),
    familyFirst,
    space,
  };
};

export const cultures = [
  culture(
    'da-DK',
    'Europe/Copenhagen',
    'Aarhus, Odense, Skagen',
    'Søren/soren Åse/aase Maja Jørgen/jorgen Freja Rasmus Signe Villads',
    'Bjerregård/bjerregaard Nørskov/norskov Kjær/kjaer Østergaard/ostergaard Holm Dalsgaard',
  ),
  culture(
    'yo-NG',
    'Africa/Lagos',
    'Ibadan, Lagos, Abeokuta',
    'Adébáyọ̀/adebayo Títílayọ̀/titilayo Olúwaṣeun/oluwaseun Fọláṣadé/folasade Káyọ̀dé/kayode Yéwándé/yewande Bánkọ́lé/bankole Àbẹ̀kẹ́/abeke',
    'Ọláyínká/olayinka Adéyẹmí/adeyemi Fálànà/falana Ògúnlékè/ogunleke Àjàyí/ajayi Bámgbóṣé/bamgbose',
  ),
  culture(
    'ja-JP',
    'Asia/Tokyo',
    '京都, 札幌, 松江',
    '陽菜/hina 蓮/ren さくら/sakura 大和/yamato 美咲/misaki 樹/itsuki 楓/kaede 直人/naoto',
    '佐々木/sasaki 高橋/takahashi 小林/kobayashi 渡辺/watanabe 藤井/fujii 石川/ishikawa',
    { familyFirst: true },
  ),
  culture(
    'pt-BR',
    'America/Sao_Paulo',
    'Salvador, Recife, São Paulo',
    'João/joao Conceição/conceicao Thaís/thais Caetano Iracema Antônio/antonio Luísa/luisa Raimundo',
    'Gonçalves/goncalves Araújo/araujo dos_Anjos/dosanjos Brandão/brandao Magalhães/magalhaes Falcão/falcao',
  ),
  culture(
    'ar-EG',
    'Africa/Cairo',
    'القاهرة, الإسكندرية, أسوان',
    'ليلى/layla يوسف/yusuf مريم/maryam طارق/tariq هدى/huda كريم/karim سلمى/salma نادر/nadir',
    'المصري/almasri حداد/haddad الشامي/alshami منصور/mansur فاروق/faruq الأسواني/alaswani',
  ),
  culture(
    'hi-IN',
    'Asia/Kolkata',
    'जयपुर, वाराणसी, भोपाल',
    'अनन्या/ananya विवेक/vivek कावेरी/kaveri रोहन/rohan मीरा/meera अर्जुन/arjun पूजा/puja देवेश/devesh',
    'शर्मा/sharma त्रिवेदी/trivedi चौहान/chauhan मिश्रा/mishra राठौर/rathore वर्मा/varma',
  ),
  culture(
    'uk-UA',
    'Europe/Kyiv',
    'Львів, Полтава, Одеса',
    'Олександра/oleksandra Богдан/bohdan Соломія/solomiia Тарас/taras Мирослава/myroslava Остап/ostap Зоряна/zoriana Юрій/yurii',
    'Коваленко/kovalenko Шевчук/shevchuk Мельничук/melnychuk Гончар/honchar Бондаренко/bondarenko Кравець/kravets',
  ),
  culture(
    'vi-VN',
    'Asia/Ho_Chi_Minh',
    'Huế, Đà Nẵng, Hà Nội',
    'Thị_Hồng/thihong Minh_Đức/minhduc Ngọc_Ánh/ngocanh Quốc_Bảo/quocbao Thanh_Trúc/thanhtruc Văn_Khoa/vankhoa Bích_Vân/bichvan Tuấn/tuan',
    'Nguyễn/nguyen Trần/tran Phạm/pham Đặng/dang Bùi/bui Lý/ly',
    { familyFirst: true },
  ),
  culture(
    'tr-TR',
    'Europe/Istanbul',
    'İzmir, Eskişehir, Trabzon',
    'Ayşe/ayse Çağlar/caglar Gülşen/gulsen Ilgın/ilgin Ömer/omer Şule/sule İbrahim/ibrahim Defne',
    'Yıldız/yildiz Çelik/celik Öztürk/ozturk Şahin/sahin Güneş/gunes Karadağ/karadag',
  ),
  culture(
    'el-GR',
    'Europe/Athens',
    'Θεσσαλονίκη, Χανιά, Βόλος',
    'Ελένη/eleni Κωνσταντίνος/konstantinos Δήμητρα/dimitra Παναγιώτης/panagiotis Άννα/anna Σπύρος/spyros Καλλιόπη/kalliopi Θάνος/thanos',
    'Παπαδάκη/papadaki Οικονόμου/oikonomou Βλάχος/vlachos Ξενάκης/xenakis Καραγιάννη/karagianni Μακρή/makri',
  ),
  culture(
    'ko-KR',
    'Asia/Seoul',
    '서울, 부산, 전주',
    '서연/seoyeon 지훈/jihun 하은/haeun 민준/minjun 수아/sua 도현/dohyeon 유진/yujin 현우/hyeonu',
    '김/kim 박/park 최/choi 정/jeong 윤/yun 남궁/namgung',
    { familyFirst: true, space: '' },
  ),
  culture(
    'is-IS',
    'Atlantic/Reykjavik',
    'Akureyri, Ísafjörður, Reykjavík',
    'Guðrún/gudrun Þórarinn/thorarinn Sigríður/sigridur Björk/bjork Ísleifur/isleifur Hrafnhildur Örn/orn Álfheiður/alfheidur',
    'Jónsdóttir/jonsdottir Sigurðsson/sigurdsson Einarsbur/einarsbur Ólafsdóttir/olafsdottir Þórsson/thorsson Helgadóttir/helgadottir',
  ),
  culture(
    'zh-CN',
    'Asia/Shanghai',
    '成都, 泉州, 哈尔滨',
    '雨桐/yutong 浩然/haoran 晓梅/xiaomei 子墨/zimo 静怡/jingyi 建国/jianguo 若兰/ruolan 天宇/tianyu',
    '王/wang 李/li 欧阳/ouyang 赵/zhao 陈/chen 司徒/situ',
    { familyFirst: true, space: '' },
  ),
  culture(
    'sw-KE',
    'Africa/Nairobi',
    'Mombasa, Kisumu, Lamu',
    'Zawadi Baraka Amani Neema Jabari Subira Hamisi Furaha',
    'Mwangi Wanjiru Odhiambo Kiprotich Mutiso Mwinyi',
  ),
  culture(
    'he-IL',
    'Asia/Jerusalem',
    'חיפה, באר שבע, צפת',
    'נועה/noa אריאל/ariel תמר/tamar איתן/eitan שירה/shira יונתן/yonatan מיכל/michal אורי/ori',
    'כהן/cohen לוי/levi מזרחי/mizrahi ברק/barak אבידן/avidan שפירא/shapira',
  ),
  culture(
    'ka-GE',
    'Asia/Tbilisi',
    'თბილისი, ქუთაისი, ბათუმი',
    'ნინო/nino გიორგი/giorgi თამარ/tamar ლევან/levan ქეთევან/ketevan ზურაბ/zurab მარიამ/mariam ვახტანგ/vakhtang',
    'ბერიძე/beridze კაპანაძე/kapanadze გელაშვილი/gelashvili ჯავახიშვილი/javakhishvili მაისურაძე/maisuradze ლომიძე/lomidze',
  ),
  culture(
    'ta-IN',
    'Asia/Kolkata',
    'மதுரை, தஞ்சாவூர், சென்னை',
    'கவிதா/kavitha முருகன்/murugan தேன்மொழி/thenmozhi இளங்கோ/ilango மலர்/malar கதிர்/kathir பூங்கொடி/poongodi அன்பு/anbu',
    'சுப்பிரமணியன்/subramaniyan வேலன்/velan ராஜேந்திரன்/rajendiran செல்வம்/selvam பாண்டியன்/pandiyan நடராஜன்/natarajan',
  ),
  culture(
    'es-MX',
    'America/Mexico_City',
    'Oaxaca, Mérida, Puebla',
    'Itzel Cuauhtémoc/cuauhtemoc Ximena Joaquín/joaquin Inés/ines Ramón/ramon Citlali Ángel/angel',
    'Hernández/hernandez Muñoz/munoz Tlapalamatl Castañeda/castaneda Ibáñez/ibanez Güemes/guemes',
  ),
  culture(
    'am-ET',
    'Africa/Addis_Ababa',
    'አዲስ አበባ, ጎንደር, ሐረር',
    'ሰላም/selam ዳዊት/dawit ህይወት/hiwot ተስፋዬ/tesfaye ብርቱካን/birtukan ሙሉጌታ/mulugeta አበበች/abebech ይስሐቅ/yishak',
    'ገብረማርያም/gebremariam ታደሰ/tadesse ወልዴ/wolde ከበደ/kebede አሰፋ/asefa መኮንን/mekonnen',
  ),
  culture(
    'pl-PL',
    'Europe/Warsaw',
    'Łódź, Gdańsk, Kraków',
    'Zofia Łukasz/lukasz Małgorzata/malgorzata Świętosława/swietoslawa Grzegorz Agnieszka Bożena/bozena Stanisław/stanislaw',
    'Wiśniewska/wisniewska Dąbrowski/dabrowski Wójcik/wojcik Zięba/zieba Grześkowiak/grzeskowiak Żak/zak',
  ),
  culture(
    'th-TH',
    'Asia/Bangkok',
    'เชียงใหม่, อยุธยา, กรุงเทพ',
    'มาลี/malee สมชาย/somchai กานดา/kanda ธนพล/thanapon ดวงใจ/duangjai ประเสริฐ/prasert นภา/napa วีระ/weera',
    'ศรีสุข/srisuk ทองดี/thongdee แก้วใส/kaewsai วงศ์ไทย/wongthai บุญมา/boonma จันทร์เพ็ญ/chanphen',
  ),
  culture(
    'mi-NZ',
    'Pacific/Auckland',
    'Rotorua, Whanganui, Ōtautahi',
    'Aroha Tāne/tane Hinemoa Wiremu Mārama/marama Tamati Ngaire Rāwiri/rawiri',
    'Parata Ngata Hōhepa/hohepa Tūhoe/tuhoe Walker Te_Ao/teao',
  ),
  culture(
    'fa-IR',
    'Asia/Tehran',
    'شیراز, اصفهان, تبریز',
    'شیرین/shirin کاوه/kaveh پروانه/parvaneh آرش/arash نسترن/nastaran بهرام/bahram گلناز/golnaz سیاوش/siavash',
    'رستمی/rostami احمدی/ahmadi پارسا/parsa کریمی/karimi تهرانی/tehrani جهانگیر/jahangir',
  ),
  culture(
    'hy-AM',
    'Asia/Yerevan',
    'Երևան, Գյումրի, Վանաձոր',
    'Անահիտ/anahit Հայկ/hayk Նարինե/narine Տիգրան/tigran Շուշան/shushan Արամ/aram Լուսինե/lusine Վարդան/vardan',
    'Պետրոսյան/petrosyan Սարգսյան/sargsyan Հակոբյան/hakobyan Մանուկյան/manukyan Գրիգորյան/grigoryan Ավետիսյան/avetisyan',
  ),
];
