"""The most frequent words of languages, by which a text that does not name its language shows it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FREQUENT_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in (
            ("en", "the of and to in is that for with as was are by this which from at be"),
            ("de", "der die und das ist nicht von zu den mit des im ein eine auf für dem sich werden als"),
            ("fr", "le la les des et une est dans que pour du un au sur par qui pas en ce nous"),
            ("es", "el la los las que y en una por del se con para un al no es lo como más"),
            ("pt", "o a os as que e em uma não para com do da dos das no na por um ao se mais"),
            ("it", "il la che di e in un per non del della sono con le dei una al nel più gli"),
            ("nl", "de het een van en is dat op niet te in voor met zijn aan door bij worden"),
            ("pl", "i w na z do że się nie jest oraz jak o dla przez od po są tego"),
            ("tr", "ve bir bu ile için olarak da de olan daha göre gibi en her ise çok"),
            ("sv", "och att det som en på är av för med den till inte har ett om i"),
            ("da", "og at det som en på er af for med den til ikke har et om i der"),
            ("nb", "og at det som en på er av for med den til ikke har et om i å"),
            ("cs", "a v na se že je do s z o pro jako k ve by byl jsou"),
            ("sr-Latn", "i je u se na da su za koji od kao o sa koja iz što nije ili"),
            ("ro", "și în de la cu pe a nu din care este sunt pentru mai prin că un"),
            ("hu", "a az és hogy nem egy is ez volt meg csak mint vagy el"),
            ("fi", "ja on ei että se oli ovat kuin myös sekä tai joka voi"),
            ("id", "dan yang di dari pada dengan untuk dalam ini adalah tidak akan oleh sebagai itu dapat atau ke"),
            ("vi", "và của là các cho trong được có với một những không người này để khi"),
            ("az", "və bir bu ilə üçün olan da də kimi daha görə o ki"),
            ("ru", "и в не на что с по к как это из его для от при а о"),
            ("uk", "і в не на що з та до як це для від у про або які"),
            ("sr", "и у је се на да су за који од као о са која из што није"),
            ("bg", "и в на за се от да не е са по като това с при"),
        )
    }
)
"""By BCP 47 tag. Related languages share many of them."""
