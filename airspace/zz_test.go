package airspace
import ("testing";"os";"fmt";"time";"runtime")
func TestZZ(t *testing.T){
 for _,f:=range []string{"Countries110","Countries10","Provinces10","osm"}{
  h,err:=os.Open("/tmp/fc/ne/"+f+".geojson"); if err!=nil{t.Log(err);continue}
  t0:=time.Now(); x,err:=ReadGeoJSON(h,Options{Name:f}); d:=time.Since(t0); h.Close()
  if err!=nil{fmt.Println(f,d,err);continue}
  var ms runtime.MemStats; runtime.ReadMemStats(&ms)
  fmt.Println(f,d,x.Len(),len(x.geo.mesh.edges),ms.HeapAlloc>>20,ms.Sys>>20)
  for i,w:=range x.Warnings(){ if i<12 {if len(w)>300{w=w[:300]};fmt.Println("  ",w)}}
  for _,p:=range hardPoints{ fmt.Print(p.id,"=",over(x,p.lat,p.lon)," ")}
  fmt.Println(sequence(x,legOf(t,55.5915,37.2615,47.43018,19.26239)))
 }
}
