import type { LanguageWords } from './language.ts';

export const turkish = {
  work: {
    EPIC: 'epik; destan; epikler; epiklerin',
    FEATURE: 'ozellik; ozellikler',
    STORY:
      'kullanici hikayesi; kullanici hikayeleri; kullanici oykusu; kullanici oykuleri; hikaye; hikayeler; hikayelerin; hikayelerinin',
    ENABLER: 'etkinlestirici; etkinlestiriciler; kolaylastirici; teknik borc',
    TASK: 'gorev; gorevler',
    BUG: 'hata; hatalar',
    REQUIREMENT: 'gereksinim; gereksinimler; fonksiyonel gereksinimler; islevsel gereksinimler',
  },
  fields: {
    criteria:
      'kabul kriterleri; kabul kriteri; kabul olcutleri; kabul kosullari; kabul testleri; kabul sartlari; tamamlanma kriterleri; tamamlanma kosullari',
    points: 'hikaye puani; puan; hikaye puanlari; puanlar; efor (puan); hikaye puani (sp); tahmin (sp)',
    estimate: 'tahmin; efor; buyukluk; sure',
    priority: 'oncelik; onem',
    status: 'durum',
    labels: 'etiketler; etiket',
    dependencies: 'bagimliliklar; bagimlilik; bagli oldugu; on kosullar; on kosul',
    description: 'aciklama; tanim; amac; detay; detaylar',
    title: 'baslik; ad; isim; adi; konu',
    key: 'numara; kod; kimlik; no; sira',
    type: 'tur; tip; tipi',
    parent: 'ust oge; ait oldugu; ust epik; bagli epik',
    role: 'rol; olarak; aktor',
    want: 'istiyorum; istek',
    benefit: 'boylece; fayda; amaciyla',
    tasks: 'gorevler; alt gorevler',
    notes: 'notlar; not; yorumlar; varsayimlar; kapsam disi; acik sorular; teknik notlar; riskler',
    attribute: 'sorumlu; ekip; tarih; yazar; kaynak; sprint; surum',
  },
  containers:
    'aciklama; aciklamalari; ayrintili; detayli; liste; listesi; urun; is listesi; ve; ozeti; tablosu; genel bakis; urun is listesi; ozet; tum',
  timeBoxes: 'iterasyon; faz; asama; hafta; ay; ceyrek; surum; kilometre tasi',
  otherMatters:
    'riskler; hedefler; giris; baglam; ek; ekler; degisiklik gecmisi; surum gecmisi; paydaslar; vizyon; urun vizyonu; varsayimlar; kisitlar; acik sorular; mimari; fonksiyonel olmayan gereksinimler; islevsel olmayan gereksinimler; metrikler; roller; takvim; amac; kapsam; katilimcilar; katilanlar; gundem; tutanak; sonraki toplanti; sonraki adimlar; fikirler; kararlar; sorular; zaman cizelgesi',
  closedMatters: 'sozluk; icindekiler; kapsam disi; retrospektif; yapmiyoruz; terimler',
  genericHeadings:
    'teknik isler; teknik calismalar; yuksek oncelik; orta oncelik; dusuk oncelik; genel; diger; gereksinimler; yapilacaklar; devam eden; tamamlanan; ozet; plan; urun is listesi',
  belongsTo: 'icin',
  articles: 'bu',
  teams: 'takim; takimi; ekip; ekibi',
  sentences: [
    '(?:bir )?(?:\\S+[ ,]+){1,8}?olarak,? .{3,240}(?:istiyorum|isterim|istiyoruz|gerekiyor|ihtiyacim var|yapabilmeliyim|ebilmeliyim|abilmeliyim|bilirim)',
  ],
  given: 'diyelim ki; verilen; varsayalim',
  whenThen: 'eger ki; oldugunda; o zaman; ve; ama; eger',
  scenario: 'senaryo; ornek',
  priorities: {
    1: 'acil; kritik; cok yuksek; en yuksek; zorunlu',
    2: 'yuksek; onemli',
    3: 'orta; normal',
    4: 'dusuk; cok dusuk; istege bagli',
  },
  pointUnits: 'puan',
  timeUnits: 'saat; gun; hafta; ay',
  none: 'yok; hicbiri; tahmin edilmedi',
  totals: 'toplam; ara toplam',
  statuses:
    'tamamlandi; iptal; iptal edildi; devam ediyor; yapilacak; bitti; yapildi; planlandi; baslamadi; baslanmadi; beklemede; engellendi; ertelendi; testte; incelemede; gelistiriliyor; onaylandi; teslim edildi',
  dittos: 'ayni; yukaridaki gibi; yukaridakiyle ayni',
  backlogs: 'is listesi',
  exclusions: 'kapsam disi; kapsam disinda',
  foreignColumns:
    'riskler; onlem; olasilik; metrik; gosterge; terim; sorumluluk; kilometre tasi; karar; varsayim; test senaryosu; rakip; beklenen sonuc; adimlar; yontem; degisken; hafta; soru; cevap; teknoloji; katman; ortam; kapasite; planlanan puan; renk; alan; parametre',
  fieldColumns: 'alan; alanlar; oznitelik; nitelik',
  valueColumns: 'deger; degerler; icerik; aciklama',
  levels: 'seviye; duzey',
  headings: 'baslik',
  equals: '',
  indefiniteArticles: 'bir',
} satisfies LanguageWords;
